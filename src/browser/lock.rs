//! One tab at a time (Web Locks).

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::window::window;

/// Does the work when no other tab is at work under the same name. At once where the browser has no locks: older ones,
/// and pages without TLS.
pub async fn alone(name: &str, work: impl Future<Output = ()> + 'static) {
    // Kept outside of the callback: whether or not the browser calls it, the work is done once.
    let work = Rc::new(RefCell::new(Some(work)));
    let taken = {
        let work = Rc::clone(&work);
        Closure::<dyn FnMut() -> Promise>::new(move || {
            let work = work.borrow_mut().take();
            future_to_promise(async move {
                if let Some(work) = work {
                    work.await;
                }
                Ok(JsValue::UNDEFINED)
            })
        })
    };
    if let Some(done) = request(name, taken.as_ref().unchecked_ref()) {
        let _ = JsFuture::from(done).await;
    }
    let left = work.borrow_mut().take();
    if let Some(work) = left {
        work.await;
    }
}

fn request(name: &str, taken: &Function) -> Option<Promise> {
    let navigator = window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into::<Function>().ok()?;
    request.call2(&locks, &name.into(), taken).ok()?.dyn_into().ok()
}
