//! What is an article in Python?
//!
//! In: a text, a mapping with the fields of an article, or an object with such attributes. Out: its fields. Fields that are none are passed over, and so is what
//! is `None`; a date or a time counts as its ISO form.

use marsad_read::Given;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyString};

/// The fields of an article.
///
/// # Errors
/// `TypeError` where it is none, or a field is no text.
pub fn given(article: &Bound<'_, PyAny>) -> PyResult<Given> {
    if let Ok(text) = article.cast::<PyString>() {
        return Ok(Given { body: text.to_cow()?.into_owned(), ..Given::default() });
    }
    let is_mapping = article.is_instance_of::<PyDict>() || article.cast::<PyMapping>().is_ok();
    let field = |name: &str| -> PyResult<Option<String>> {
        let value = if is_mapping { article.get_item(name).ok() } else { article.getattr_opt(name)? };
        match value {
            Some(value) if !value.is_none() => text(name, &value).map(|text| Some(text).filter(|text| !text.is_empty())),
            _ => Ok(None),
        }
    };
    let [body, in_text, html] = [field("body")?, field("text")?, field("html")?];
    if body.is_none() && in_text.is_none() && html.is_none() && !is_mapping && article.getattr_opt("body")?.is_none() {
        let kind = article.get_type().name()?.to_string();
        return Err(PyTypeError::new_err(format!("an article is a text, a mapping or an object with body, not {kind}")));
    }
    Ok(Given {
        id: field("id")?.unwrap_or_default(),
        url: field("url")?,
        outlet: field("outlet")?,
        published: field("published")?,
        title: field("title")?.unwrap_or_default(),
        body: body.or(in_text).unwrap_or_default(),
        html,
    })
}

fn text(name: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(text.to_cow()?.into_owned());
    }
    if name == "published"
        && let Some(iso) = value.getattr_opt("isoformat")?
    {
        return iso.call0()?.extract();
    }
    if name == "id" {
        return value.str()?.extract();
    }
    let kind = value.get_type().name()?.to_string();
    Err(PyTypeError::new_err(format!("{name} is a text{}, not {kind}", if name == "published" { ", a date or a time" } else { "" })))
}
