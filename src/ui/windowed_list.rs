//! A long list of which only the part near the viewport is in the document.
//!
//! Items are grouped in chunks. The measured height of a removed chunk becomes a margin of the next chunk in the document.
//! The chunk with the focus is never removed.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::page::{document, layout, media, scroll};

/// Items in a chunk.
pub const CHUNK: usize = 5;
/// Pixels above and below the viewport that are rendered too.
const MARGIN: i32 = 700;
/// Height assumed for a chunk before any was measured.
const GUESS: u32 = 1200;

/// Least height of a chunk in a wide window.
const LEAST: usize = 900;

/// Heights of chunks in pixels, 0 for those never shown. Pass them in again to restore a list.
pub type Heights = Vec<u32>;

fn guess(heights: &[u32]) -> u32 {
    let known = heights.iter().filter(|height| **height > 0);
    let (count, sum) = known.fold((0, 0), |(count, sum), height| (count + 1, sum + height));
    sum.checked_div(count).unwrap_or(GUESS)
}

fn height_of(heights: &[u32], chunk: usize, guess: u32) -> u32 {
    heights.get(chunk).copied().filter(|height| *height > 0).unwrap_or(guess)
}

/// The chunks that intersect the range from `from` to `to`, in pixels below the list's top edge.
fn chunks_within(heights: &[u32], count: usize, from: i32, to: i32) -> Vec<usize> {
    let guess = guess(heights);
    let (from, to) = (i64::from(from), i64::from(to));
    let mut top = 0;
    let mut within = Vec::new();
    for chunk in 0..count {
        let bottom = top + i64::from(height_of(heights, chunk, guess));
        if bottom >= from && top <= to {
            within.push(chunk);
        }
        top = bottom;
    }
    // Scrolled past the estimated end: the last chunk, rather than none.
    if within.is_empty() && count > 0 { vec![if to < 0 { 0 } else { count - 1 }] } else { within }
}

/// Sum of the heights of a range of chunks.
fn gap(heights: &[u32], from: usize, to: usize) -> u64 {
    let guess = guess(heights);
    (from..to).map(|chunk| u64::from(height_of(heights, chunk, guess))).sum()
}

#[derive(Clone, Copy)]
struct Window {
    id: &'static str,
    count: Signal<usize>,
    heights: StoredValue<Heights>,
    shown: RwSignal<Vec<usize>>,
}

impl Window {
    fn chunk_id(self, chunk: usize) -> String {
        format!("{}-{chunk}", self.id)
    }

    fn chunks(self) -> usize {
        self.count.get_untracked().div_ceil(CHUNK)
    }

    /// Measures the shown chunks, then shows those near the viewport.
    fn update(self) {
        let count = self.chunks();
        let shown = self.shown.get_untracked();
        self.heights.update_value(|heights| {
            heights.resize(count, 0);
            for chunk in &shown {
                // A chunk that is not full will grow, and is then measured again.
                if let (Some(height), Some(known)) = (layout::height(&self.chunk_id(*chunk)), heights.get_mut(*chunk)) {
                    *known = height;
                }
            }
        });
        let (Some(top), Some(window)) = (layout::top(self.id), layout::window_height()) else { return };
        let mut wanted =
            self.heights.with_value(|heights| chunks_within(heights, count, -top - MARGIN, -top + window + MARGIN));
        for chunk in shown.iter().filter(|chunk| **chunk < count) {
            if !wanted.contains(chunk) && document::has_focus_within(&self.chunk_id(*chunk)) {
                wanted.push(*chunk);
            }
        }
        wanted.sort_unstable();
        if wanted != shown {
            self.shown.set(wanted);
        }
    }

    /// Space for the missing chunks before a shown one, or with `None` for those after the last. Returns `None` for no space:
    /// a prerendered page has all chunks, and its security policy allows no style attributes.
    fn space_before(self, chunk: Option<usize>) -> Option<String> {
        let before =
            self.shown.with(|shown| shown.iter().copied().rfind(|other| chunk.is_none_or(|chunk| *other < chunk)));
        let from = before.map_or(0, |before| before + 1);
        let to = chunk.unwrap_or_else(|| self.count.get().div_ceil(CHUNK));
        let pixels = self.heights.with_value(|heights| gap(heights, from, to));
        (pixels > 0).then(|| format!("{pixels}px"))
    }
}

#[component]
pub fn WindowedList(
    /// Id of the list, and prefix of its chunks' ids.
    id: &'static str,
    /// Class of a chunk.
    class: &'static str,
    /// Number of items.
    #[prop(into)]
    count: Signal<usize>,
    heights: StoredValue<Heights>,
    /// Identifies the item at an index.
    key: Arc<dyn Fn(usize) -> String + Send + Sync>,
    /// Makes the view of an item.
    item: Arc<dyn Fn(usize) -> AnyView + Send + Sync>,
) -> impl IntoView {
    let first = (0..count.get_untracked().div_ceil(CHUNK).min(first_chunks(&heights))).collect();
    let window = Window { id, count, heights, shown: RwSignal::new(first) };
    let listeners = scroll::on_view_change(move || window.update());
    on_cleanup(move || drop(listeners));
    Effect::new(move || {
        count.track();
        // After the new items have been laid out.
        request_animation_frame(move || {
            if !window.shown.is_disposed() {
                window.update();
            }
        });
    });
    view! {
        <div class="windowed-list" id=id>
            <For each=move || window.shown.get() key=|chunk| *chunk let:chunk>
                <Chunk window=window chunk=chunk class=class key=key.clone() item=item.clone() />
            </For>
            <div style:block-size=move || window.space_before(None)></div>
        </div>
    }
}

/// Number of chunks to start with; once they are laid out, it is known which others are near the viewport.
fn first_chunks(heights: &StoredValue<Heights>) -> usize {
    if !media::is_known() {
        return usize::MAX;
    }
    // At the top of a page the other chunks follow a frame later, in a task of their own. Further down the list replaces one
    // that somebody is reading (state/takeover.rs), or restores one.
    let is_at_beginning = scroll::position() == 0 && heights.with_value(Vec::is_empty);
    let window = layout::window_height().and_then(|height| usize::try_from(height).ok()).unwrap_or_default();
    if is_at_beginning { 1 + window / LEAST } else { 4 }
}

#[component]
fn Chunk(
    window: Window,
    chunk: usize,
    class: &'static str,
    key: Arc<dyn Fn(usize) -> String + Send + Sync>,
    item: Arc<dyn Fn(usize) -> AnyView + Send + Sync>,
) -> impl IntoView {
    let first = chunk * CHUNK;
    let items = move || {
        let key = key.clone();
        (first..window.count.get().min(first + CHUNK)).map(move |index| (index, key(index))).collect::<Vec<_>>()
    };
    view! {
        <div class=class id=window.chunk_id(chunk) style:margin-block-start=move || window.space_before(Some(chunk))>
            <For each=items key=|item| item.clone() let:entry>
                {item(entry.0)}
            </For>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_is_shown() {
        let heights = vec![100, 0, 200];
        // The second is guessed at 150: 0–100, 100–250, 250–450.
        assert_eq!(chunks_within(&heights, 3, 0, 50), [0]);
        assert_eq!(chunks_within(&heights, 3, 120, 300), [1, 2]);
        assert_eq!(chunks_within(&heights, 3, -500, -10), [0]);
        assert_eq!(chunks_within(&heights, 3, 9_000, 9_500), [2]);
        assert!(chunks_within(&[], 0, 0, 100).is_empty());
    }

    #[test]
    fn what_is_not_shown_leaves_its_height() {
        let heights = vec![100, 0, 200];
        assert_eq!(gap(&heights, 0, 2), 250);
        assert_eq!(gap(&heights, 3, 3), 0);
        assert_eq!(gap(&[], 0, 2), 2 * u64::from(GUESS));
    }
}
