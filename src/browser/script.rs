use super::window::document;

/// Runs a script of our own, once in the life of the page.
pub fn load_once(src: &str) {
    let Some(document) = document() else { return };
    let is_there = document.query_selector(&format!("script[src='{src}']")).is_ok_and(|found| found.is_some());
    if is_there {
        return;
    }
    let (Ok(script), Some(head)) = (document.create_element("script"), document.head()) else { return };
    // A script that is added by another one is asynchronous.
    if script.set_attribute("src", src).is_ok() {
        let _ = head.append_child(&script);
    }
}
