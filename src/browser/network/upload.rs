//! Sends a form with a file. With `XMLHttpRequest`, as `fetch` does not report the progress of an upload.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, ProgressEvent, XmlHttpRequest};

use super::http::{Reply, TransportError};
use crate::browser::device::file::LocalFile;
use crate::browser::timer::Timer;

/// Time limit of an upload: 5 MB over a slow mobile network.
const TIME_LIMIT: Duration = Duration::from_secs(120);

/// A form to send. The session cookie is sent with it.
#[derive(Debug, Clone, Copy)]
pub struct OutgoingForm<'a> {
    pub url: &'a str,
    pub headers: &'a [(&'a str, &'a str)],
    pub texts: &'a [(&'a str, &'a str)],
    /// Name of the part, and the file in it.
    pub file: (&'a str, &'a LocalFile),
}

/// Bytes sent, and bytes in total.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    pub sent: u64,
    pub total: u64,
}

/// An upload in progress; dropping it aborts it.
pub struct Upload {
    request: XmlHttpRequest,
    ended: Promise,
    is_late: Rc<Cell<bool>>,
    _on_progress: Closure<dyn FnMut(ProgressEvent)>,
    _limit: Timer,
}

/// Stops an upload from elsewhere.
#[derive(Clone)]
pub struct Abort(XmlHttpRequest);

impl Abort {
    pub fn abort(&self) {
        let _ = self.0.abort();
    }
}

/// Starts sending. `None` if the browser refuses.
pub fn start(form: OutgoingForm<'_>, on_progress: impl Fn(Progress) + 'static) -> Option<Upload> {
    let request = XmlHttpRequest::new().ok()?;
    request.open("POST", form.url).ok()?;
    request.set_with_credentials(true);
    for (name, value) in form.headers {
        request.set_request_header(name, value).ok()?;
    }
    let data = FormData::new().ok()?;
    for (name, value) in form.texts {
        data.append_with_str(name, value).ok()?;
    }
    let (part, file) = form.file;
    data.append_with_blob_and_filename(part, &file.content, &file.name).ok()?;
    let on_progress = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        on_progress(Progress { sent: event.loaded() as u64, total: event.total() as u64 });
    });
    request.upload().ok()?.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
    // Also fires after an error, an abort and a timeout.
    let ended = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    request.send_with_opt_form_data(Some(&data)).ok()?;
    let is_late = Rc::new(Cell::new(false));
    let limit = Timer::start(TIME_LIMIT, {
        let (is_late, abort) = (is_late.clone(), Abort(request.clone()));
        move || {
            is_late.set(true);
            abort.abort();
        }
    });
    Some(Upload { request, ended, is_late, _on_progress: on_progress, _limit: limit })
}

impl Upload {
    pub fn abort_handle(&self) -> Abort {
        Abort(self.request.clone())
    }

    /// The response. An aborted upload counts as unreachable, like a broken connection.
    pub async fn reply(self) -> Result<Reply, TransportError> {
        let _ = JsFuture::from(self.ended.clone()).await;
        if self.is_late.get() {
            return Err(TransportError::TimedOut);
        }
        let status = self.request.status().unwrap_or(0);
        if status == 0 {
            return Err(TransportError::Unreachable);
        }
        let body = self.request.response_text().ok().flatten().unwrap_or_default();
        let retry_after = self.request.get_response_header("Retry-After").ok().flatten();
        let retry_after_seconds = retry_after.and_then(|text| text.parse().ok());
        Ok(Reply { status, body, retry_after_seconds, stored_at: None })
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // The closure goes with it.
        if let Ok(upload) = self.request.upload() {
            upload.set_onprogress(None);
        }
        self.abort_handle().abort();
    }
}
