//! Hashing and checking passwords, and refusing those that are guessed first.

pub(crate) mod refused;

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use contract::{FieldError, Password};
use tokio::sync::Semaphore;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::http::error::ApiError;

/// Checked where there is no account, so that the same work is done. Random salt and output with the parameters of
/// [`hash`]: no known password fits.
const NOBODYS_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$8j8S8xrX8nc9zpkU+Dr1/g$pqlXZ+a8agkt8Kt3ePL7v3WACw2hpuncNYDk/lhbzHU";

/// What hashes are worked out in, 19 MiB for each that was ever worked out at the same time as another. Freed blocks of
/// this size stay with the allocator, in the arena of the thread that freed them, and the next thread takes new ones.
#[derive(Default)]
struct WorkingMemory(Mutex<Vec<Vec<Block>>>);

impl WorkingMemory {
    /// Lends memory, and wipes it afterwards: that takes no longer than to hand out new memory, which has to be zeroes too.
    fn lend<T>(&self, work: impl FnOnce(&mut Vec<Block>) -> T) -> T {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut memory = lock().pop().unwrap_or_default();
        let done = work(&mut memory);
        memory.fill(Block::new());
        lock().push(memory);
        done
    }
}

/// Argon2id, 19 MiB, 2 passes, 1 lane (OWASP's second choice).
fn argon2() -> Result<Argon2<'static>, String> {
    let params = Params::new(19 * 1024, 2, 1, Some(Params::DEFAULT_OUTPUT_LEN)).map_err(|error| error.to_string())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes passwords and checks them, as many at once as there are cores: each takes 19 MiB and a core.
pub struct PasswordHashing {
    turns: Arc<Semaphore>,
    memory: Arc<WorkingMemory>,
}

impl PasswordHashing {
    /// `turns` may be shared with other work that takes a core each.
    pub fn new(turns: Arc<Semaphore>) -> Self {
        Self { turns, memory: Arc::default() }
    }

    /// The PHC string to store.
    pub async fn hash(&self, password: Password) -> Result<String, ApiError> {
        self.run(move |memory| hash_in(memory, password.expose())).await
    }

    /// Whether a password is the one that was hashed. Without a hash it is not, after the same work.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool, ApiError> {
        self.run(move |memory| verify_in(memory, &password, stored.as_deref())).await
    }

    /// Off the async threads.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> Result<T, String> + Send + 'static,
    ) -> Result<T, ApiError> {
        let failed = |error: &dyn std::fmt::Display| ApiError::Internal(format!("hashing: {error}"));
        let permit = Arc::clone(&self.turns).acquire_owned().await.map_err(|error| failed(&error))?;
        let memory = Arc::clone(&self.memory);
        let done = tokio::task::spawn_blocking(move || {
            // Held here, not by the request: a client that goes away does not stop the thread.
            let _permit = permit;
            memory.lend(work)
        });
        done.await.map_err(|error| failed(&error))?.map_err(|error| failed(&error))
    }
}

fn hash_in(memory: &mut Vec<Block>, password: &str) -> Result<String, String> {
    let argon2 = argon2()?;
    let mut salt = [0_u8; Salt::RECOMMENDED_LENGTH];
    getrandom::fill(&mut salt).map_err(|error| error.to_string())?;
    let salt = Salt::new(&salt).map_err(|error| error.to_string())?;
    let hash = output(memory, &argon2, composed(password).as_bytes(), &salt)?;
    let hashed = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(argon2.params()).map_err(|error| error.to_string())?,
        salt: Some(salt),
        hash: Some(hash),
    };
    Ok(hashed.to_string())
}

fn verify_in(memory: &mut Vec<Block>, password: &str, stored: Option<&str>) -> Result<bool, String> {
    let is_known = stored.is_some();
    let stored = PasswordHash::new(stored.unwrap_or(NOBODYS_HASH)).map_err(|error| error.to_string())?;
    let params = Params::try_from(&stored).map_err(|error| error.to_string())?;
    let algorithm = Algorithm::try_from(stored.algorithm.as_str()).map_err(|error| error.to_string())?;
    let version =
        stored.version.map_or(Ok(Version::default()), Version::try_from).map_err(|error| error.to_string())?;
    let argon2 = Argon2::new(algorithm, version, params);
    let (Some(salt), Some(wanted)) = (stored.salt, stored.hash) else {
        return Err("a hash without salt or output".to_owned());
    };
    // Compared in constant time.
    let mut is_right = output(memory, &argon2, composed(password).as_bytes(), &salt)? == wanted;
    if !is_nfc(password) {
        // Hashes from before passwords were composed. Whether it is done hangs on what was typed alone.
        is_right |= output(memory, &argon2, password.as_bytes(), &salt)? == wanted;
    }
    Ok(is_right && is_known)
}

fn output(memory: &mut Vec<Block>, argon2: &Argon2<'_>, password: &[u8], salt: &Salt) -> Result<Output, String> {
    let params = argon2.params();
    memory.resize(params.block_count().max(memory.len()), Block::new());
    let mut bytes = [0_u8; Output::MAX_LENGTH];
    let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    let bytes = bytes.get_mut(..length).ok_or("a hash longer than any")?;
    argon2.hash_password_into_with_memory(password, salt, bytes, memory).map_err(|error| error.to_string())?;
    Output::new(bytes).map_err(|error| error.to_string())
}

/// In Unicode's form NFC: a Mac and a telephone write "è" differently, and mean the same (NIST SP 800-63B-4 §3.1.1.2).
fn composed(password: &str) -> Cow<'_, str> {
    if is_nfc(password) { Cow::Borrowed(password) } else { Cow::Owned(password.nfc().collect()) }
}

/// What is wrong with a password of valid form: it is common, or about the person.
pub fn refuse_guessable(pointer: &str, password: &str, name: &str, email: &str) -> Option<FieldError> {
    let password = composed(password);
    if refused::is_common(&password) {
        return Some(FieldError::new(pointer, "common", "among the passwords that are guessed first"));
    }
    refused::is_about_oneself(&password, name, email)
        .then(|| FieldError::new(pointer, "same_as_other_field", "the same as the name or the email"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::{PasswordHasher, PasswordVerifier};

    #[test]
    fn nobodys_hash_takes_the_work_of_a_real_one() {
        let real = hash_in(&mut Vec::new(), "una qualsiasi").unwrap();
        let real = PasswordHash::new(&real).unwrap();
        let nobodys = PasswordHash::new(NOBODYS_HASH).unwrap();
        assert_eq!((real.algorithm, real.version, &real.params), (nobodys.algorithm, nobodys.version, &nobodys.params));
        assert_eq!(real.hash.unwrap().len(), nobodys.hash.unwrap().len());
        assert!(!verify_in(&mut Vec::new(), "una qualsiasi", None).unwrap());
    }

    #[test]
    fn hashes_are_those_of_the_library_and_memory_is_used_again_and_left_empty() {
        let memory = WorkingMemory::default();
        let hashed = memory.lend(|memory| hash_in(memory, "cavallo batteria")).unwrap();
        argon2().unwrap().verify_password(b"cavallo batteria", &PasswordHash::new(&hashed).unwrap()).unwrap();
        let by_library: PasswordHash = argon2().unwrap().hash_password(b"cavallo batteria").unwrap();
        for stored in [hashed, by_library.to_string()] {
            let verify = |password: &str| memory.lend(|memory| verify_in(memory, password, Some(&stored))).unwrap();
            assert_eq!((verify("cavallo batteria"), verify("cavallo batteriA")), (true, false));
        }
        let kept = memory.0.into_inner().unwrap();
        assert_eq!(kept.iter().map(Vec::len).collect::<Vec<_>>(), [19 * 1024]);
        assert!(kept[0].iter().all(|block| block.as_ref().iter().all(|word| *word == 0)));
    }

    #[test]
    fn an_accented_letter_is_one_however_it_is_typed() {
        let (composed, apart) = ("perciò è così", "percio\u{300} e\u{300} cosi\u{300}");
        let stored = hash_in(&mut Vec::new(), apart).unwrap();
        for password in [composed, apart] {
            assert!(verify_in(&mut Vec::new(), password, Some(&stored)).unwrap(), "{password}");
        }
        // Hashed as it was typed, before they were composed.
        let before: PasswordHash = argon2().unwrap().hash_password(apart.as_bytes()).unwrap();
        assert!(verify_in(&mut Vec::new(), apart, Some(&before.to_string())).unwrap());
        assert!(!verify_in(&mut Vec::new(), "percio e\u{300} cosi", Some(&before.to_string())).unwrap());
    }
}
