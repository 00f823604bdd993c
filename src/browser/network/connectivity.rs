use crate::browser::window::window;

/// What the browser reports. "Online" only means that there is some network.
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}
