use std::rc::Rc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::network::connectivity::is_online;
use crate::browser::timer::Timer;

/// Is there a network, as far as the browser reports?
#[derive(Clone, Copy)]
pub struct Connectivity(ReadSignal<bool>);

pub fn provide_connectivity() {
    let (online, set_online) = signal(is_online());
    let handles = [
        window_event_listener(ev::online, move |_| set_online.set(true)),
        window_event_listener(ev::offline, move |_| set_online.set(false)),
    ];
    on_cleanup(move || handles.into_iter().for_each(|handle| handle.remove()));
    provide_context(Connectivity(online));
}

/// Delays of the attempts after the network is back, in milliseconds: the first calls after the event "online" may still
/// fail.
const ATTEMPTS_AFTER_RETURN_MS: [u64; 4] = [0, 1_000, 3_000, 8_000];

/// Calls `run` when the network is back, and a few times more in the seconds after that, until the current owner or the
/// network goes away. `run` must do nothing when nothing is missing any more.
pub fn when_back_online(run: impl Fn() + 'static) {
    let online = use_connectivity();
    let run: Rc<dyn Fn()> = Rc::new(run);
    let pending = StoredValue::new_local(Vec::new());
    Effect::watch(
        move || online.get(),
        move |is_online, _, _| {
            let attempts = if *is_online { ATTEMPTS_AFTER_RETURN_MS.as_slice() } else { &[] };
            let timers = attempts.iter().map(|delay| {
                let run = Rc::clone(&run);
                Timer::start(Duration::from_millis(*delay), move || run())
            });
            // Cancels the timers of the time before.
            pending.set_value(timers.collect());
        },
        false,
    );
}

/// True while online.
pub fn use_connectivity() -> ReadSignal<bool> {
    use_context().unwrap_or_else(|| Connectivity(signal(is_online()).0)).0
}
