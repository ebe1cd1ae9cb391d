"""Reports: what people read (terminal, HTML, XLSX, in Russian and English) and the machine-readable outputs."""
