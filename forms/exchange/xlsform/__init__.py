"""XLSForm, the field's own exchange format: workbooks in (`read`) and out (`write`). See `docs/xlsform.md`."""
