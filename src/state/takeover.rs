//! The moment when the app takes the place of the page that was served. Until then somebody may be reading, typing and
//! clicking in that page: the app comes when it has as much to show.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::document::Stage;
use crate::browser::served;

/// How long what was served may stand in for an app whose page does not come: then what it says of that is shown.
const PATIENCE: Duration = Duration::from_secs(4);
/// How long, once its page is there, its parts may take that did not come with the document.
const PATIENCE_WITH_PARTS: Duration = Duration::from_millis(600);
const LOOK_AGAIN: Duration = Duration::from_millis(30);

#[derive(Clone, Copy)]
pub struct Takeover(StoredValue<Option<Stage>, LocalStorage>);

pub fn provide_takeover(stage: Stage) {
    let takeover = Takeover(StoredValue::new_local(stage.is_beside().then_some(stage)));
    provide_context(takeover);
    set_timeout(
        move || {
            takeover.finish();
        },
        PATIENCE,
    );
}

impl Takeover {
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
            then.run(self.finish());
        }
    }

    fn finish(self) -> bool {
        let Some(Some(stage)) = self.0.try_update_value(Option::take) else { return false };
        served::forget_answers();
        stage.reveal();
        stage.is_touched()
    }
}

pub fn use_takeover() -> Option<Takeover> {
    use_context()
}
