use crate::browser::window::document;

/// Loads one of our scripts, once for each document.
pub fn load_once(src: &str) {
    let Some(document) = document() else { return };
    let is_there = document.query_selector(&format!("script[src='{src}']")).is_ok_and(|found| found.is_some());
    if is_there {
        return;
    }
    let (Ok(script), Some(head)) = (document.create_element("script"), document.head()) else { return };
    // Scripts added by scripts are asynchronous.
    if script.set_attribute("src", src).is_ok() {
        let _ = head.append_child(&script);
    }
}
