use leptos::ev;
use leptos::prelude::*;

use crate::browser::connectivity::is_online;

/// Is there a network, as far as the browser knows?
#[derive(Clone, Copy)]
pub struct Connectivity(RwSignal<bool>);

pub fn provide_connectivity() {
    let online = RwSignal::new(is_online());
    let handles = [
        window_event_listener(ev::online, move |_| online.set(true)),
        window_event_listener(ev::offline, move |_| online.set(false)),
    ];
    on_cleanup(move || handles.into_iter().for_each(|handle| handle.remove()));
    provide_context(Connectivity(online));
}

/// Runs each time the network comes back, until the current owner goes away.
pub fn when_back_online(run: impl Fn() + 'static) {
    let online = use_connectivity();
    Effect::watch(
        move || online.get(),
        move |is_online, _, _| {
            if *is_online {
                run();
            }
        },
        false,
    );
}

/// True while online.
pub fn use_connectivity() -> Signal<bool> {
    use_context::<Connectivity>().map_or_else(|| Signal::stored(true), |connectivity| connectivity.0.into())
}
