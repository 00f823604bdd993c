//! Pictures of articles: measured, checked and copied beside the database under the hash of their content.

use std::path::{Path, PathBuf};

use contract::Image;

use crate::hash::short_hash;
use disk::private_files;

/// Largest picture, in bytes.
const LARGEST: u64 = 5 * 1024 * 1024;

/// Where pictures come from and go to.
pub struct Images<'a> {
    /// The folder of the articles; no picture is read outside it.
    pub source_dir: &'a Path,
    pub media_dir: &'a Path,
}

impl Images<'_> {
    /// Copies a picture named in an article; gives it with its size, or says in words what is wrong with it.
    pub fn take(&self, name: &str, alt: &str) -> Result<Image, String> {
        let bytes = self.read(name)?;
        let (extension, width, height) = measure(&bytes)?;
        let file_name = format!("{}.{extension}", short_hash([&bytes]));
        let target = self.media_dir.join(&file_name);
        let is_whole = std::fs::metadata(&target).is_ok_and(|found| found.len() == bytes.len() as u64);
        if !is_whole {
            // Written whole under another name first, so that a reader never meets half a picture.
            let unfinished = self.media_dir.join(format!(".{file_name}.{}", std::process::id()));
            let written = private_files::write(&unfinished, &bytes);
            if let Err(error) = written.and_then(|()| std::fs::rename(&unfinished, &target)) {
                // On a full disk half of it would take up room for nothing.
                let _ = std::fs::remove_file(&unfinished);
                return Err(format!("cannot write {}: {error}", target.display()));
            }
        }
        Ok(Image { src: format!("/media/{file_name}"), width, height, alt: alt.to_owned() })
    }

    /// The bytes of a picture, for hashing an article with all it shows.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let path = self.locate(name)?;
        let size = std::fs::metadata(&path).map_err(|error| format!("picture {name}: {error}"))?.len();
        if size > LARGEST {
            return Err(format!("picture {name} is larger than {} MB", LARGEST / 1024 / 1024));
        }
        std::fs::read(&path).map_err(|error| format!("picture {name}: {error}"))
    }

    fn locate(&self, name: &str) -> Result<PathBuf, String> {
        let missing = |error| format!("picture {name}: {error}");
        let root = self.source_dir.canonicalize().map_err(missing)?;
        let path = root.join(name).canonicalize().map_err(missing)?;
        // After resolving links and dots.
        if path.starts_with(&root) { Ok(path) } else { Err(format!("picture {name} is outside the folder")) }
    }
}

/// File ending, width and height.
fn measure(bytes: &[u8]) -> Result<(&'static str, u32, u32), String> {
    let extension = match imagesize::image_type(bytes) {
        Ok(imagesize::ImageType::Png) => "png",
        Ok(imagesize::ImageType::Jpeg) => "jpg",
        Ok(imagesize::ImageType::Webp) => "webp",
        _ => {
            let (width, height) = measure_svg(bytes)?;
            return Ok(("svg", width, height));
        }
    };
    let size = imagesize::blob_size(bytes).map_err(|error| format!("picture: {error}"))?;
    let side = |length| u32::try_from(length).ok().filter(|side| (1..=20_000).contains(side));
    match (side(size.width), side(size.height)) {
        (Some(width), Some(height)) => Ok((extension, width, height)),
        _ => Err("picture: no usable size".to_owned()),
    }
}

/// Size of an SVG that cannot run or load anything.
fn measure_svg(bytes: &[u8]) -> Result<(u32, u32), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "picture: neither PNG, JPEG, WebP nor SVG".to_owned())?;
    // The parser refuses document types, and with them entities.
    let document = roxmltree::Document::parse(text)
        .map_err(|error| format!("picture: neither PNG, JPEG, WebP nor SVG ({error})"))?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err("picture: neither PNG, JPEG, WebP nor SVG".to_owned());
    }
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name().to_ascii_lowercase();
        if matches!(name.as_str(), "script" | "foreignobject" | "iframe" | "handler" | "listener" | "set" | "animate") {
            return Err(format!("SVG with <{name}> is refused"));
        }
        for attribute in node.attributes() {
            check_svg_attribute(attribute.name(), attribute.value())?;
        }
        if name == "style" {
            check_css(node.text().unwrap_or_default())?;
        }
    }
    svg_size(root).ok_or_else(|| "SVG without width and height or viewBox".to_owned())
}

fn check_svg_attribute(name: &str, value: &str) -> Result<(), String> {
    let name = name.to_ascii_lowercase();
    if name.starts_with("on") {
        return Err(format!("SVG with {name}= is refused"));
    }
    if name == "href" && !value.trim().starts_with('#') && !value.trim().starts_with("data:image/png") {
        return Err("SVG that refers to something outside itself is refused".to_owned());
    }
    check_css(value)
}

fn check_css(css: &str) -> Result<(), String> {
    let css: String = css.to_ascii_lowercase().split_whitespace().collect();
    let has_foreign_url = css.match_indices("url(").any(|(at, found)| {
        let target = css.get(at + found.len()..).unwrap_or_default().trim_start_matches(['"', '\'']);
        !target.starts_with('#')
    });
    if has_foreign_url || css.contains("@import") || css.contains("javascript:") {
        return Err("SVG that refers to something outside itself is refused".to_owned());
    }
    Ok(())
}

fn svg_size(root: roxmltree::Node<'_, '_>) -> Option<(u32, u32)> {
    let side = |length: f64| (1.0..=20_000.0).contains(&length).then(|| length.round() as u32);
    let pixels = |name: &str| side(root.attribute(name)?.trim().trim_end_matches("px").parse().ok()?);
    if let (Some(width), Some(height)) = (pixels("width"), pixels("height")) {
        return Some((width, height));
    }
    let numbers: Vec<f64> =
        root.attribute("viewBox")?.split([' ', ',']).filter(|n| !n.is_empty()).filter_map(|n| n.parse().ok()).collect();
    match numbers.as_slice() {
        [_, _, width, height] => Some((side(*width)?, side(*height)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(attributes: &str, content: &str) -> Result<(u32, u32), String> {
        measure_svg(format!("<svg xmlns='http://www.w3.org/2000/svg' {attributes}>{content}</svg>").as_bytes())
    }

    #[test]
    fn an_svg_is_measured_by_its_size_or_its_view_box() {
        assert_eq!(svg("width='1200' height='675px'", ""), Ok((1200, 675)));
        assert_eq!(svg("viewBox='0 0 16 9'", ""), Ok((16, 9)));
        assert_eq!(svg("width='100%' height='100%' viewBox='0,0,16,9'", ""), Ok((16, 9)));
        assert!(svg("", "").is_err());
    }

    #[test]
    fn an_svg_that_could_run_or_load_anything_is_refused() {
        for (attributes, content) in [
            ("", "<script>alert(1)</script>"),
            ("onload='alert(1)'", ""),
            ("", "<rect ONCLICK='x'/>"),
            ("", "<foreignObject/>"),
            ("", "<image href='https://evil.example/a.png'/>"),
            ("", "<a xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='javascript:alert(1)'/>"),
            ("", "<style>@import 'https://evil.example/a.css'</style>"),
            ("", "<rect style='fill: url( https://evil.example/a)'/>"),
            ("", "<set attributeName='href' to='javascript:alert(1)'/>"),
        ] {
            let refused = svg(&format!("viewBox='0 0 1 1' {attributes}"), content);
            assert!(refused.as_ref().is_err_and(|reason| reason.contains("refused")), "{content}: {refused:?}");
        }
        assert!(measure_svg(b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg viewBox='0 0 1 1'>&a;</svg>").is_err());
        assert!(svg("viewBox='0 0 1 1'", "<defs><g id='a'/></defs><use href='#a'/><rect fill='url(#a)'/>").is_ok());
    }

    #[test]
    fn pictures_outside_the_folder_are_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let source_dir = dir.path().join("articles");
        std::fs::create_dir(&source_dir).unwrap();
        std::fs::write(dir.path().join("secret.svg"), "<svg viewBox='0 0 1 1'/>").unwrap();
        let images = Images { source_dir: &source_dir, media_dir: dir.path() };
        assert!(images.take("../secret.svg", "").unwrap_err().contains("outside"));
        assert!(images.take("none.svg", "").is_err());
    }
}
