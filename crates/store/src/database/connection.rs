//! How the questions reach the database: through the pools of a [`Store`], or inside of a [`Transaction`].

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{Sqlite, SqliteConnection};

use crate::{Error, Store};

/// What is written, and read, as one: all of it after [`Transaction::commit`], nothing when it is dropped before.
pub struct Transaction(sqlx::Transaction<'static, Sqlite>);

impl Transaction {
    pub async fn commit(self) -> Result<(), Error> {
        self.0.commit().await.map_err(Error::from)
    }

    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.0
    }
}

impl Store {
    /// Begins a transaction that may read before it writes. It takes the lock at once: one that asks for it later fails
    /// when another process has written in between.
    pub async fn begin_write(&self) -> Result<Transaction, Error> {
        Ok(Transaction(self.write.begin_with("BEGIN IMMEDIATE").await?))
    }
}

/// For questions that are asked on their own, and inside of a transaction too.
pub enum Db<'a> {
    Store(&'a Store),
    Transaction(&'a mut Transaction),
}

impl<'a> From<&'a Store> for Db<'a> {
    fn from(store: &'a Store) -> Self {
        Self::Store(store)
    }
}

impl<'a> From<&'a mut Transaction> for Db<'a> {
    fn from(transaction: &'a mut Transaction) -> Self {
        Self::Transaction(transaction)
    }
}

impl<'a> Db<'a> {
    pub(crate) async fn connection(self) -> Result<Connection<'a>, Error> {
        Ok(match self {
            Self::Store(store) => Connection::Pooled(store.read.acquire().await?),
            Self::Transaction(transaction) => Connection::Inside(transaction.connection()),
        })
    }
}

pub(crate) enum Connection<'a> {
    Pooled(PoolConnection<Sqlite>),
    Inside(&'a mut SqliteConnection),
}

impl Deref for Connection<'_> {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        match self {
            Self::Pooled(connection) => connection,
            Self::Inside(connection) => connection,
        }
    }
}

impl DerefMut for Connection<'_> {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Pooled(connection) => connection,
            Self::Inside(connection) => connection,
        }
    }
}
