//! What is written for us: `#[derive(FromJson)]`, and sentences, [`say!`].
//!
//! `FromJson` reads a struct's members, or an enum's words, out of JSON.
//!
//! The names of members are given by serde's own attributes, so that a type which is written too has them once:
//! `rename`, `rename_all` (`snake_case`, `lowercase`), `default`, `flatten`, `skip`. `null` counts as absent where
//! there is a default, because Discord sends it for what is not there.

use proc_macro::TokenStream;
use quote::quote;
use syn::{Data, DataEnum, DeriveInput, Error, Field, Fields, LitStr, Result, parse_macro_input};

#[proc_macro_derive(FromJson, attributes(serde))]
pub fn from_json(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let made = match &input.data {
        Data::Struct(data) => members(&input, &data.fields),
        Data::Enum(data) => words(&input, data),
        Data::Union(_) => Err(Error::new_spanned(&input, "a union has no names")),
    };
    made.unwrap_or_else(Error::into_compile_error).into()
}

/// What serde's attributes say.
#[derive(Default)]
struct Says {
    rename: Option<String>,
    rename_all: Option<String>,
    default: bool,
    flatten: bool,
    skip: bool,
}

fn says(attributes: &[syn::Attribute]) -> Result<Says> {
    let mut says = Says::default();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        attribute.parse_nested_meta(|meta| {
            let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
            match name.as_str() {
                "rename" => says.rename = Some(meta.value()?.parse::<LitStr>()?.value()),
                "rename_all" => says.rename_all = Some(meta.value()?.parse::<LitStr>()?.value()),
                "default" => says.default = true,
                "flatten" => says.flatten = true,
                "skip" => says.skip = true,
                // How it is written is serde's business alone.
                "into" | "skip_serializing_if" => drop(meta.value()?.parse::<LitStr>()?),
                _ => return Err(meta.error("FromJson does not know this")),
            }
            Ok(())
        })?;
    }
    Ok(says)
}

fn members(input: &DeriveInput, fields: &Fields) -> Result<proc_macro2::TokenStream> {
    let (name, whole) = (&input.ident, says(&input.attrs)?);
    let Fields::Named(fields) = fields else {
        return Err(Error::new_spanned(input, "only members with names have them in JSON"));
    };
    let defaults = whole.default.then(|| quote! { let defaults = <#name as Default>::default(); });
    let read = fields.named.iter().map(|field| member(field, whole.default)).collect::<Result<Vec<_>>>()?;
    let title = name.to_string();
    let mut generics = input.generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(syn::parse_quote!(crate::base::json::FromJson));
    }
    let (generic, given, bounds) = generics.split_for_impl();
    Ok(quote! {
        impl #generic crate::base::json::FromObject for #name #given #bounds {
            fn read_members(
                object: Option<&crate::base::json::Object>,
                faults: &mut crate::base::json::Faults,
            ) -> Self {
                #defaults
                #name { #(#read),* }
            }
        }
        impl #generic crate::base::json::FromJson for #name #given #bounds {
            fn read(value: &crate::base::json::Value, faults: &mut crate::base::json::Faults) -> Self {
                let object = crate::base::json::object(value, #title, faults);
                crate::base::json::FromObject::read_members(object, faults)
            }
        }
    })
}

fn member(field: &Field, defaults: bool) -> Result<proc_macro2::TokenStream> {
    let says = says(&field.attrs)?;
    let ident = field.ident.as_ref().ok_or_else(|| Error::new_spanned(field, "a member without a name"))?;
    let name = says.rename.unwrap_or_else(|| ident.to_string().trim_start_matches("r#").to_owned());
    Ok(match (says.flatten, says.skip, says.default, defaults) {
        (true, ..) => quote! { #ident: crate::base::json::FromObject::read_members(object, faults) },
        (_, true, _, true) => quote! { #ident: defaults.#ident },
        (_, true, ..) => quote! { #ident: Default::default() },
        (_, _, true, _) => quote! { #ident: crate::base::json::member_or(object, #name, Default::default(), faults) },
        (_, _, _, true) => quote! { #ident: crate::base::json::member_or(object, #name, defaults.#ident, faults) },
        _ => quote! { #ident: crate::base::json::member(object, #name, faults) },
    })
}

fn words(input: &DeriveInput, data: &DataEnum) -> Result<proc_macro2::TokenStream> {
    let (name, whole) = (&input.ident, says(&input.attrs)?);
    let (mut idents, mut words) = (Vec::new(), Vec::new());
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            return Err(Error::new_spanned(variant, "a word holds nothing beside itself"));
        }
        let (ident, own) = (&variant.ident, says(&variant.attrs)?.rename);
        words.push(own.unwrap_or_else(|| renamed(&ident.to_string(), whole.rename_all.as_deref())));
        idents.push(ident);
    }
    let Some((first, others)) = idents.split_first() else {
        return Err(Error::new_spanned(input, "an enum without words cannot be read"));
    };
    let places = 1..=others.len();
    Ok(quote! {
        impl crate::base::json::FromJson for #name {
            fn read(value: &crate::base::json::Value, faults: &mut crate::base::json::Faults) -> Self {
                match crate::base::json::word(value, &[#(#words),*], faults) {
                    #(#places => #name::#others,)*
                    _ => #name::#first,
                }
            }
        }
    })
}

fn renamed(variant: &str, rule: Option<&str>) -> String {
    match rule {
        Some("lowercase") => variant.to_lowercase(),
        Some("snake_case") => {
            let mut word = String::new();
            for letter in variant.chars() {
                if letter.is_uppercase() && !word.is_empty() {
                    word.push('_');
                }
                word.extend(letter.to_lowercase());
            }
            word
        }
        _ => variant.to_owned(),
    }
}

/// `say!(lang, "en", "de", "es")`: the sentence of a language, with the values that it names in braces.
///
/// A `format!` in each language would build the same values three times over; so the values are handed over once, and
/// a sentence holds their numbers: U+0001 for the first.
#[proc_macro]
pub fn say(input: TokenStream) -> TokenStream {
    let said = parse_macro_input!(input as Said);
    said.expand().into()
}

/// What `say!` is given.
struct Said {
    lang: syn::Expr,
    texts: Vec<LitStr>,
}

impl syn::parse::Parse for Said {
    fn parse(input: syn::parse::ParseStream<'_>) -> Result<Said> {
        let lang = input.parse()?;
        let mut texts = Vec::new();
        while !input.is_empty() {
            input.parse::<syn::Token![,]>()?;
            if !input.is_empty() {
                texts.push(input.parse()?);
            }
        }
        match texts.len() {
            3 => Ok(Said { lang, texts }),
            _ => Err(input.error("a sentence is said in three languages: en, de, es")),
        }
    }
}

/// Values that one sentence may name; their numbers are no characters that a text has.
const MOST_VALUES: usize = 8;

impl Said {
    fn expand(&self) -> proc_macro2::TokenStream {
        let (lang, mut names) = (&self.lang, Vec::new());
        let texts: Option<Vec<String>> = self.texts.iter().map(|text| numbered(&text.value(), &mut names)).collect();
        let Some(texts) = texts.filter(|_| names.len() <= MOST_VALUES) else {
            // A value that is written in a way of its own.
            let [en, de, es] = [&self.texts[0], &self.texts[1], &self.texts[2]];
            return quote! {
                match #lang {
                    crate::base::lang::Lang::En => format!(#en),
                    crate::base::lang::Lang::De => format!(#de),
                    crate::base::lang::Lang::Es => format!(#es),
                }
            };
        };
        // Where the names come from is where the sentence stands.
        let values = names.iter().map(|name| syn::Ident::new(name, self.texts[0].span()));
        quote! { crate::base::lang::filled(#lang, &[#(#texts),*], &[#(&#values),*]) }
    }
}

/// A text with numbers for the names in braces; `None` where something else stands in them.
fn numbered(text: &str, names: &mut Vec<String>) -> Option<String> {
    let mut made = String::new();
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        match letter {
            '{' | '}' if rest.peek() == Some(&letter) => {
                rest.next();
                made.push(letter);
            }
            '{' => {
                let name: String = rest.by_ref().take_while(|letter| *letter != '}').collect();
                let is_name = name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
                    && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
                if !is_name {
                    return None;
                }
                let place = names.iter().position(|known| *known == name).unwrap_or_else(|| {
                    names.push(name);
                    names.len() - 1
                });
                made.push(char::from_u32(place as u32 + 1)?);
            }
            letter => made.push(letter),
        }
    }
    Some(made)
}
