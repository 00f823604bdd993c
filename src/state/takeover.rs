//! The moment when the app replaces the served page. Until then somebody may be reading, typing and clicking in that page:
//! the app waits until it has as much to show.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::page::document::Stage;
use crate::browser::page::served;

/// How often to check whether the app has something to show without a page having said so.
const PATIENCE: Duration = Duration::from_secs(4);
/// How long to wait, after the page is ready, for content that did not come with the document.
const PATIENCE_WITH_PARTS: Duration = Duration::from_millis(600);
const LOOK_AGAIN: Duration = Duration::from_millis(30);

#[derive(Clone, Copy)]
pub struct Takeover(StoredValue<Option<Stage>, LocalStorage>);

pub fn provide_takeover(stage: Stage) {
    let takeover = Takeover(StoredValue::new_local(stage.is_beside().then_some(stage)));
    provide_context(takeover);
    takeover.look_again_later();
}

impl Takeover {
    /// The served page is better than a skeleton, however long that takes.
    fn look_again_later(self) {
        let look = move || {
            let is_loading = self.0.try_with_value(|stage| stage.as_ref().map(Stage::is_loading)).flatten();
            match is_loading {
                Some(true) => self.look_again_later(),
                Some(false) => {
                    self.finish();
                }
                None => {}
            }
        };
        set_timeout(look, PATIENCE);
    }

    /// The app's page is rendered: calls `then` when it is shown, with whether somebody had already used the served page.
    /// Then the app must not scroll.
    pub fn take_over(self, then: Callback<bool>) {
        self.wait(Duration::ZERO, then);
    }

    fn wait(self, waited: Duration, then: Callback<bool>) {
        let is_loading = self.0.try_with_value(|stage| stage.as_ref().is_some_and(Stage::is_loading)) == Some(true);
        if is_loading && waited < PATIENCE_WITH_PARTS {
            set_timeout(move || self.wait(waited + LOOK_AGAIN, then), LOOK_AGAIN);
        } else {
            let outcome = self.finish();
            if let Some(is_touched) = outcome {
                then.run(is_touched);
            }
        }
    }

    /// Shows the app, and returns whether somebody had already used the served page. `None` if the app has only a failure
    /// to show: then the served page stays, and the app tries again.
    fn finish(self) -> Option<bool> {
        let has_failed = |stage: &Option<Stage>| stage.as_ref().is_some_and(Stage::tells_of_failure);
        if self.0.try_with_value(has_failed) == Some(true) {
            return None;
        }
        let Some(Some(stage)) = self.0.try_update_value(Option::take) else { return Some(false) };
        served::forget_answers();
        stage.reveal();
        Some(stage.is_touched())
    }
}

pub fn use_takeover() -> Option<Takeover> {
    use_context()
}
