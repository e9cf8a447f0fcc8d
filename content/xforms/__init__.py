"""Forms of an office, made as XLSForms: their sheets are read and checked, then asked as Dialogs."""
