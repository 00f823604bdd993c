use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Position, PositionError, PositionOptions};

use crate::browser::window::window;

/// Time limit for the device, in milliseconds.
const TIME_LIMIT_MS: u32 = 10_000;
/// Maximum age of a known position, in milliseconds. Ten minutes are precise enough for a comune.
const MAX_AGE_MS: u32 = 600_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GeolocationError {
    /// The person, or a policy, refused.
    Denied,
    TimedOut,
    /// The browser has no geolocation, or the device found no position.
    Unavailable,
}

/// Latitude and longitude in WGS 84 degrees. The browser asks for permission the first time.
pub async fn current_position() -> Result<(f64, f64), GeolocationError> {
    let promise = request().ok_or(GeolocationError::Unavailable)?;
    match JsFuture::from(promise).await {
        Ok(value) => {
            let coords = value.unchecked_into::<Position>().coords();
            Ok((coords.latitude(), coords.longitude()))
        }
        Err(error) => Err(match error.unchecked_into::<PositionError>().code() {
            PositionError::PERMISSION_DENIED => GeolocationError::Denied,
            PositionError::TIMEOUT => GeolocationError::TimedOut,
            _ => GeolocationError::Unavailable,
        }),
    }
}

/// `None` where the browser has no geolocation (an insecure origin, for one).
fn request() -> Option<Promise> {
    let navigator = window()?.navigator();
    // The generated getter throws where the property is missing.
    if !js_sys::Reflect::has(&navigator, &JsValue::from_str("geolocation")).ok()? {
        return None;
    }
    let geolocation = navigator.geolocation().ok()?;
    let options = PositionOptions::new();
    options.set_timeout(TIME_LIMIT_MS);
    options.set_maximum_age(MAX_AGE_MS);
    Some(Promise::new(&mut |resolve: Function, reject: Function| {
        let found = Closure::once_into_js(move |position: JsValue| resolve.call1(&JsValue::NULL, &position));
        let failed = Closure::once_into_js({
            let reject = reject.clone();
            move |error: JsValue| reject.call1(&JsValue::NULL, &error)
        });
        let asked = geolocation.get_current_position_with_error_callback_and_options(
            found.unchecked_ref(),
            Some(failed.unchecked_ref()),
            &options,
        );
        if asked.is_err() {
            // The rejection value stands in for a PositionError; its missing `code` reads as "unavailable".
            let _ = reject.call1(&JsValue::NULL, &js_sys::Object::new());
        }
    }))
}
