use std::process::ExitCode;

use listings_api::listings::reports::listing::LeftOut;

pub type Failure = Box<dyn std::error::Error>;

/// What an export could not bring along; the rest is there.
pub fn say_left_out(left_out: &[LeftOut]) -> ExitCode {
    for one in left_out {
        eprintln!("left out: {one}");
    }
    if left_out.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!("listings-api: {} left out", left_out.len());
    ExitCode::FAILURE
}
