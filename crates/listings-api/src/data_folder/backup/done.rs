use crate::listings::reports::listing::LeftOut;

/// What a backup holds, or what was restored.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Done {
    pub applications: i64,
    pub cvs: usize,
    pub pictures: usize,
    /// CVs that applications name, and pictures, that could not be read. Everything else is there.
    pub left_out: Vec<LeftOut>,
}

impl std::fmt::Display for Done {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { applications, cvs, pictures, left_out } = self;
        write!(f, "database with {applications} applications, {cvs} CVs, {pictures} pictures")?;
        if left_out.is_empty() { Ok(()) } else { write!(f, "; {} left out", left_out.len()) }
    }
}
