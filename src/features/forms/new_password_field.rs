use contract::Password;
use contract::account::PASSWORD_MIN_CHARACTERS;
use leptos::prelude::*;

use crate::ui::form_field::FormField;
use crate::ui::password_field::PasswordField;

/// Feedback on a password while it is typed, by the same rule as the server's.
fn progress(password: &str) -> String {
    match Password::characters(password) {
        0 => String::new(),
        count if count < PASSWORD_MIN_CHARACTERS => match PASSWORD_MIN_CHARACTERS - count {
            1 => "Ne manca ancora 1".to_owned(),
            missing => format!("Ne mancano ancora {missing}"),
        },
        count if Password::parse(password).is_err() => format!("{count} caratteri: troppi, al massimo 128"),
        count => format!("{count} caratteri: va bene"),
    }
}

/// A field for a new password.
#[component]
pub fn NewPasswordField(
    field: FormField,
    #[prop(default = "Password")] label: &'static str,
    value: RwSignal<String>,
) -> impl IntoView {
    view! {
        <PasswordField
            field=field
            label=label
            autocomplete="new-password"
            hint="Almeno 8 caratteri. Una frase che ricordi va benissimo."
            value=value
            progress=Signal::derive(move || value.with(|password| progress(password)))
            is_met=Signal::derive(move || value.with(|password| Password::parse(password).is_ok()))
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hint_follows_the_typing() {
        assert_eq!(progress(""), "");
        assert_eq!(progress("ciao"), "Ne mancano ancora 4");
        assert_eq!(progress("1234567"), "Ne manca ancora 1");
        assert_eq!(progress("tre gatti"), "9 caratteri: va bene");
        assert_eq!(progress(&"a".repeat(129)), "129 caratteri: troppi, al massimo 128");
    }
}
