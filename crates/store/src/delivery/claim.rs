/// A row of an outbox that one process alone sees to until its lease ends.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Claim {
    pub seq: i64,
    /// Claims so far, this one among them; tells whether somebody else has claimed the row since.
    pub attempts: i64,
    /// What is slow or fails together: the domain of an address, the origin of a push service.
    pub destination: String,
}
