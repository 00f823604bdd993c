use leptos::prelude::*;

/// A value that decides which view is shown, one turn after what it is made of has changed.
///
/// A view that is replaced is dropped from the outside in, a level per turn, while its signals go at once. Were it
/// replaced by the very change that its own parts listen to, these would still run, find their signals gone, and panic.
/// With this they have all run by then.
pub fn settled<T>(value: impl Fn() -> T + Clone + 'static) -> RwSignal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let settled = RwSignal::new(untrack(value.clone()));
    Effect::watch(
        value,
        move |value, _, _| {
            if settled.with_untracked(|before| before != value) {
                settled.set(value.clone());
            }
        },
        false,
    );
    settled
}
