//! Documents as they travel.

use std::io::{self, Write};

/// 6 of 11: a hundredth more bytes than 9, which fills tables of 32 MB for every page, and there are thousands of them.
const QUALITY: u32 = 6;
/// As a power of two: no page is longer.
const WINDOW: u32 = 18;

pub fn brotli(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = Vec::with_capacity(content.len() / 4);
    let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, QUALITY, WINDOW);
    writer.write_all(content)?;
    drop(writer);
    Ok(packed)
}

pub fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::with_capacity(content.len() / 4), flate2::Compression::new(6));
    gzip.write_all(content)?;
    gzip.finish()
}
