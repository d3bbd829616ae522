//! The playground's program: starts everything and prints one line of JSON saying where.

use std::fs::File;
use std::os::fd::AsFd;
use std::os::unix::fs::FileTypeExt;
use std::process::exit;

use serde_json::json;
use simulator::playground::{Args, start};
use tokio::io::AsyncReadExt;

#[tokio::main]
async fn main() {
    let args = Args::parse(std::env::args().skip(1)).unwrap_or_else(|reason| fail(&reason));
    let running = start(args).await.unwrap_or_else(|reason| fail(&reason));
    println!("{}", json!({"ready": true, "url": running.url}));
    tokio::select! {
        () = running.ended() => {
            eprintln!("playground: the runtime program ended");
            exit(1);
        }
        () = parent_gone() => exit(0),
    }
}

fn fail(reason: &str) -> ! {
    println!("{}", json!({"ready": false, "error": reason}));
    exit(1)
}

/// Returns at the end of a piped input: whoever started this is gone. A terminal or a file means nothing.
async fn parent_gone() {
    let kind = std::io::stdin().as_fd().try_clone_to_owned().and_then(|fd| File::from(fd).metadata());
    if !kind.is_ok_and(|meta| meta.file_type().is_fifo() || meta.file_type().is_socket()) {
        return std::future::pending().await;
    }
    let (mut stdin, mut rest) = (tokio::io::stdin(), [0; 1_024]);
    while stdin.read(&mut rest).await.is_ok_and(|read| read > 0) {}
}
