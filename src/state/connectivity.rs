use std::rc::Rc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::connectivity::is_online;
use crate::browser::timer::Timer;

/// Is there a network, as far as the browser knows?
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

/// How long after the network's return to run again, in milliseconds: browsers say "online" before the first call gets
/// through, and a call made before that may fail after it.
const ATTEMPTS_AFTER_RETURN_MS: [u64; 4] = [0, 1_000, 3_000, 8_000];

/// Runs when the network comes back, and a few times more in the seconds after it; until the current owner goes away or
/// the network does. `run` is to do nothing when nothing is missing any more.
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
            // The timers of an earlier return end here.
            pending.set_value(timers.collect());
        },
        false,
    );
}

/// True while online.
pub fn use_connectivity() -> ReadSignal<bool> {
    use_context().unwrap_or_else(|| Connectivity(signal(is_online()).0)).0
}
