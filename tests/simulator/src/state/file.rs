//! Files: those put by tests for attachment options, and those on the CDN.

use crate::Id;
use crate::state::{Attachment, State};

/// A stored file.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Media type, guessed from the name.
    pub content_type: Option<String>,
}

impl State {
    /// Makes a file known by name, for options given as `file:<name>`.
    pub fn put_file(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        let stored = Stored { bytes: bytes.into(), content_type: media_type(name) };
        self.files.insert(name.to_owned(), stored);
    }

    /// Uploads a known file for an option: under `ephemeral-attachments`, which Workers may read.
    pub(crate) fn upload_for_option(&mut self, name: &str) -> Option<Attachment> {
        let stored = self.files.get(name)?.clone();
        let folder = format!("ephemeral-attachments/{}", self.application_id);
        Some(self.upload(&folder, name, stored.bytes, stored.content_type, true))
    }

    /// Puts bytes on the CDN under a folder.
    pub(crate) fn upload(
        &mut self,
        folder: &str,
        name: &str,
        bytes: Vec<u8>,
        content_type: Option<String>,
        ephemeral: bool,
    ) -> Attachment {
        let id: Id = self.new_id();
        let path = format!("/cdn/{folder}/{id}/{name}");
        let attachment = Attachment {
            id,
            filename: name.to_owned(),
            description: None,
            content_type: content_type.clone().or_else(|| media_type(name)),
            size: bytes.len(),
            url: format!("{}{path}", self.origin),
            ephemeral,
        };
        self.files.insert(path, Stored { bytes, content_type: attachment.content_type.clone() });
        attachment
    }
}

/// The media type that Discord would guess.
pub fn media_type(name: &str) -> Option<String> {
    let kind = match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "mp4" => "video/mp4",
        "mp3" => "audio/mpeg",
        "txt" | "log" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        _ => return None,
    };
    Some(kind.to_owned())
}
