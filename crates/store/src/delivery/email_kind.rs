use crate::emails::{CONFIRM_EMAIL, RESET_PASSWORD};

/// What an email is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailKind {
    /// Follow the link to confirm the address and to get in: at sign-up.
    ConfirmEmail,
    /// Someone signed up with an address that has an account.
    AlreadyRegistered,
    ResetPassword,
    PasswordChanged,
    /// Goes to the new address.
    ChangeEmail,
    /// Goes to the former address.
    EmailChanged,
    /// An application has arrived.
    ApplicationReceived,
    /// New offers for a search.
    Alert,
    /// Kept offers that are about to close.
    SavedReminder,
    /// The account is going to be erased, unless it is used.
    InactiveAccount,
}

impl EmailKind {
    const ALL: [Self; 10] = [
        Self::ConfirmEmail,
        Self::AlreadyRegistered,
        Self::ResetPassword,
        Self::PasswordChanged,
        Self::ChangeEmail,
        Self::EmailChanged,
        Self::ApplicationReceived,
        Self::Alert,
        Self::SavedReminder,
        Self::InactiveAccount,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::ConfirmEmail => "confirm_email",
            Self::AlreadyRegistered => "already_registered",
            Self::ResetPassword => "reset_password",
            Self::PasswordChanged => "password_changed",
            Self::ChangeEmail => "change_email",
            Self::EmailChanged => "email_changed",
            Self::ApplicationReceived => "application_received",
            Self::Alert => "alert",
            Self::SavedReminder => "saved_reminder",
            Self::InactiveAccount => "inactive_account",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// What the token in its link is for.
    pub fn purpose(self) -> Option<&'static str> {
        match self {
            Self::ConfirmEmail | Self::ChangeEmail => Some(CONFIRM_EMAIL),
            Self::ResetPassword => Some(RESET_PASSWORD),
            Self::AlreadyRegistered
            | Self::PasswordChanged
            | Self::EmailChanged
            | Self::ApplicationReceived
            | Self::Alert
            | Self::SavedReminder
            | Self::InactiveAccount => None,
        }
    }
}
