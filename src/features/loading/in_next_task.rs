use std::time::Duration;

use leptos::prelude::*;

/// Follows a value in the next task. For switching between views that read the value themselves: if they were removed in
/// the same pass, their pending effects would read disposed signals, and panic.
pub fn in_next_task<T: Clone + PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Signal<T> {
    let value = Memo::new(move |_| value());
    let shown = RwSignal::new(value.get_untracked());
    Effect::watch(
        move || value.get(),
        move |value, _, _| {
            let value = value.clone();
            // `None`: set. It may be gone by then.
            set_timeout(move || drop(shown.try_set(value)), Duration::ZERO);
        },
        false,
    );
    shown.into()
}
