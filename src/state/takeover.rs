//! The moment when the app takes the place of the page that was served. Until then somebody may be reading, typing and
//! clicking in that page: the app comes when it has as much to show.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::document::Stage;
use crate::browser::served;

/// How often to look whether the app has something to show of which nobody told.
const PATIENCE: Duration = Duration::from_secs(4);
/// How long, once its page is there, its parts may take that did not come with the document.
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
    /// What was served is better than a skeleton, however long that stands.
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

    /// The app's page is rendered: `then` runs once it is what is seen. Is nobody to be moved then, as somebody was using
    /// the page before the app was there?
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

    /// Is what the app shows seen now, and had somebody begun to use what was there before? `None`: it is not seen, as all
    /// it has to say is that something failed: what was served is there to be read, and the app tries again.
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
