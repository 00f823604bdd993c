//! Templates escape by themselves; [`Text`] also leaves out what no document may hold.

use maud::Render;
use wording::markup::escaped;

/// Text of others in a template of ours, in an element or an attribute.
pub struct Text<'a>(pub &'a str);

impl Render for Text<'_> {
    fn render_to(&self, buffer: &mut String) {
        buffer.push_str(&escaped(self.0));
    }
}
