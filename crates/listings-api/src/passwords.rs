//! Hashing and checking passwords, and refusing those that are guessed first.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use contract::{FieldError, Password};

use crate::common_passwords;
use crate::error::ApiError;
use crate::state::AppState;

/// Checked where there is no account, so that the same work is done. Random salt and output with the parameters of
/// [`hash`]: no known password fits.
const NOBODYS_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$8j8S8xrX8nc9zpkU+Dr1/g$pqlXZ+a8agkt8Kt3ePL7v3WACw2hpuncNYDk/lhbzHU";

/// Argon2id, 19 MiB, 2 passes, 1 lane (OWASP's second choice).
fn argon2() -> Result<Argon2<'static>, String> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| error.to_string())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The PHC string to store.
pub async fn hash(state: &AppState, password: Password) -> Result<String, ApiError> {
    run(state, move || {
        let hashed: PasswordHash =
            argon2()?.hash_password(password.expose().as_bytes()).map_err(|error| error.to_string())?;
        Ok(hashed.to_string())
    })
    .await
}

/// Whether a password is the one that was hashed. Without a hash it is not, after the same work.
pub async fn verify(state: &AppState, password: String, stored: Option<String>) -> Result<bool, ApiError> {
    run(state, move || {
        let is_known = stored.is_some();
        let stored = stored.as_deref().unwrap_or(NOBODYS_HASH);
        let stored = PasswordHash::new(stored).map_err(|error| error.to_string())?;
        Ok(argon2()?.verify_password(password.as_bytes(), &stored).is_ok() && is_known)
    })
    .await
}

/// Off the async threads, as many at once as there are cores.
async fn run<T: Send + 'static>(
    state: &AppState,
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, ApiError> {
    let permit = Arc::clone(&state.hashing).acquire_owned().await;
    let permit = permit.map_err(|error| ApiError::Internal(format!("hashing: {error}")))?;
    let done = tokio::task::spawn_blocking(move || {
        // Held here, not by the request: a client that goes away does not stop the thread.
        let _permit = permit;
        work()
    });
    done.await
        .map_err(|error| ApiError::Internal(format!("hashing: {error}")))?
        .map_err(|error| ApiError::Internal(format!("hashing: {error}")))
}

/// What is wrong with a password that holds by its form: among the common ones, or about the person.
pub fn refuse_guessable(pointer: &str, password: &str, name: &str, email: &str) -> Option<FieldError> {
    if common_passwords::is_common(password) {
        return Some(FieldError::new(pointer, "common", "among the passwords that are guessed first"));
    }
    common_passwords::is_about_oneself(password, name, email)
        .then(|| FieldError::new(pointer, "same_as_other_field", "the same as the name or the email"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobodys_hash_takes_the_work_of_a_real_one() {
        let real: PasswordHash = argon2().unwrap().hash_password(b"una qualsiasi").unwrap();
        let nobodys = PasswordHash::new(NOBODYS_HASH).unwrap();
        assert_eq!((real.algorithm, real.version, &real.params), (nobodys.algorithm, nobodys.version, &nobodys.params));
        assert!(argon2().unwrap().verify_password(b"una qualsiasi", &nobodys).is_err());
    }
}
