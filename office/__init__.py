"""Spreadsheets in and out: lists with a reason for every bad row, reports in committee layout.

Import the modules one by one (`from office.reading import read_sheet`): each brings the library it
needs, and this package brings none.
"""
