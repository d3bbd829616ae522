//! A program that calls the REST API with a key.

use reqwest::Method;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{Answer, World};

/// A key as it was made.
#[derive(Clone)]
pub struct Client {
    pub world: World,
    /// The key, or a token.
    pub secret: String,
    pub id: String,
    /// Where its calls come from.
    pub address: String,
}

impl World {
    /// A key that somebody made for this guild.
    pub async fn key(&self, by: &'static str, scopes: &[&str]) -> Client {
        let count = self.db("SELECT count(*) AS count FROM api_keys", &[]).await[0]["count"].as_u64().unwrap_or(0);
        let id = format!("k{count}");
        let secret = format!("gh_{by}-{count}-{}", self.guild);
        let hash: String = Sha256::digest(&secret).iter().map(|byte| format!("{byte:02x}")).collect();
        let scopes = serde_json::json!(scopes).to_string();
        let values = [self.guild.to_string(), id.clone(), hash, scopes, self.id(by).to_string()].map(Value::from);
        self.db(
            // So often that no story is limited which is not about that: the limiter outlives a story.
            "INSERT INTO api_keys (guild, id, hash, name, scopes, created_by, created_at, most) VALUES (?1, ?2, ?3, 'shop', ?4, ?5, 1, 6000000)",
            &values,
        )
        .await;
        Client { world: self.clone(), secret, id, address: "203.0.113.9".to_owned() }
    }

    /// Where the Worker is, for programs of their own.
    pub fn worker(&self) -> String {
        self.with_runtime(|runtime| runtime.worker.clone())
    }

    /// A path of this guild.
    pub fn here(&self, below: &str) -> String {
        format!("/guilds/{}{below}", self.guild)
    }
}

impl Client {
    pub async fn gets(&self, path: &str) -> Answer {
        self.sends(Method::GET, path, &[], None).await
    }

    pub async fn posts(&self, path: &str, body: Value) -> Answer {
        self.sends(Method::POST, path, &[], Some(body)).await
    }

    /// Any call below `/api/v1`, with further headers.
    pub async fn sends(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> Answer {
        let bytes = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        let mut all = vec![];
        if !bytes.is_empty() && !headers.iter().any(|(name, _)| *name == "content-type") {
            all.push(("content-type", "application/json"));
        }
        all.extend(headers);
        self.sends_bytes(method, path, &all, bytes).await
    }

    /// As [`Client::sends`], with a body that may be anything.
    pub async fn sends_bytes(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let (now, bearer) = (self.world.sim.clock().now().to_string(), format!("Bearer {}", self.secret));
        let mut all = vec![("guildhall-now", now.as_str()), ("cf-connecting-ip", self.address.as_str())];
        if !self.secret.is_empty() {
            all.push(("authorization", bearer.as_str()));
        }
        all.extend(headers);
        let answer = self.world.fetch(method, &format!("/api/v1{path}"), &all, body).await;
        // Calls are counted after their answer.
        let correlation = answer.header("x-correlation-id").to_owned();
        if !correlation.is_empty() {
            self.world.ended(&correlation, 1).await;
        }
        answer
    }
}

impl Answer {
    #[track_caller]
    pub fn answers(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        let wanted = if status < 400 { "application/json" } else { "application/problem+json" };
        if status != 304 {
            assert_eq!(self.header("content-type"), wanted, "{}", self.body);
        }
        let body = self.json();
        if status >= 400 {
            assert_eq!(body["status"], status, "{}", self.body);
            assert_eq!(body["correlation"], self.header("x-correlation-id"), "{}", self.body);
        }
        body
    }
}
