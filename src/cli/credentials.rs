//! Who we are to a server: from the environment, or from a file that nobody else may read. Never from
//! an argument, which everybody on the machine can see.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, bail, ensure};

use crate::engines::remote::{Access, Credentials};

use super::args::Args;

const USER: &str = "BYLINE_USER";
const PASSWORD: &str = "BYLINE_PASSWORD";
const API_KEY: &str = "BYLINE_API_KEY";

const FORM: &str = "write user = \"…\" and password = \"…\", or api_key = \"…\", or token = \"…\"";

/// Returns how to be let in: as `--credentials` says, else as the environment does.
pub(super) fn access(args: &Args) -> anyhow::Result<Access> {
    let credentials = match &args.credentials {
        Some(file) => Some(read(file).with_context(|| file.display().to_string())?),
        None => of_environment(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))?,
    };
    Ok(Access { credentials, ca_file: args.ca_file.clone() })
}

fn of_environment(value: impl Fn(&str) -> Option<String>) -> anyhow::Result<Option<Credentials>> {
    match (value(USER), value(PASSWORD), value(API_KEY)) {
        (None, None, None) => Ok(None),
        (Some(user), Some(password), None) => Ok(Some(Credentials::Password { user, password })),
        (None, None, Some(key)) => Ok(Some(Credentials::ApiKey(key))),
        (_, _, Some(_)) => bail!("${API_KEY} is set, and ${USER} or ${PASSWORD} as well: set one"),
        (_, _, None) => bail!("of ${USER} and ${PASSWORD} only one is set"),
    }
}

/// Reads a file of credentials.
fn read(file: &Path) -> anyhow::Result<Credentials> {
    let mut file = File::open(file)?;
    check_private(&file)?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    parse(&text)
}

/// A secret that others can read is none.
#[cfg(unix)]
fn check_private(file: &File) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    // The group is left to the owner: it is how containers are given their secrets.
    let others = file.metadata()?.permissions().mode() & 0o007;
    ensure!(others == 0, "everybody may read it, or change it: `chmod o= FILE` keeps it secret");
    Ok(())
}

#[cfg(not(unix))]
fn check_private(_file: &File) -> anyhow::Result<()> {
    Ok(())
}

/// Reads credentials. What the TOML reader complains of is not told, as it repeats what stands there.
fn parse(text: &str) -> anyhow::Result<Credentials> {
    let Ok(table) = text.parse::<toml::Table>() else { bail!("this is no TOML; {FORM}") };
    let known = ["user", "password", "api_key", "token"];
    ensure!(table.keys().all(|key| known.contains(&&**key)), "some key is not known; {FORM}");
    let value = |key: &str| Some(table.get(key)?.as_str()?.to_owned());
    match (known.map(value), table.len()) {
        ([Some(user), Some(password), None, None], 2) => {
            Ok(Credentials::Password { user, password })
        }
        ([None, None, Some(key), None], 1) => Ok(Credentials::ApiKey(key)),
        ([None, None, None, Some(token)], 1) => Ok(Credentials::Bearer(token)),
        _ => bail!("{FORM}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Credentials, of_environment, parse};

    fn password() -> Credentials {
        Credentials::Password { user: "me".to_owned(), password: "secret".to_owned() }
    }

    #[test]
    fn a_file_has_a_password_a_key_or_a_token() {
        assert_eq!(parse("user = 'me'\npassword = 'secret'").unwrap(), password());
        assert_eq!(parse("api_key = 'k'").unwrap(), Credentials::ApiKey("k".to_owned()));
        assert_eq!(parse("token = 't'").unwrap(), Credentials::Bearer("t".to_owned()));
        for text in [
            "",
            "secret",
            "me:secret",
            "user = 'secret'",
            "password = secret",
            "user = 'me'\npassword = 5432199secret",
            "user = 'me'\npassword = 123",
            "api_key = 'secret'\ntoken = 'secret'",
            "api_key = 'secret'\nsecret = 1",
        ] {
            let error = format!("{:#}", parse(text).unwrap_err());
            assert!(error.contains("api_key = ") && !error.contains("secret"), "{text}: {error}");
        }
    }

    #[test]
    fn the_environment_has_a_password_or_a_key() {
        let check = |set: &[(&str, &str)]| {
            of_environment(|name| {
                set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            })
        };
        let (user, word) = (("BYLINE_USER", "me"), ("BYLINE_PASSWORD", "secret"));
        let key = ("BYLINE_API_KEY", "k");
        assert_eq!(check(&[]).unwrap(), None);
        assert_eq!(check(&[user, word]).unwrap(), Some(password()));
        assert_eq!(check(&[key]).unwrap(), Some(Credentials::ApiKey("k".to_owned())));
        assert!(check(&[user]).is_err() && check(&[word]).is_err());
        assert!(check(&[user, word, key]).is_err() && check(&[word, key]).is_err());
    }
}
