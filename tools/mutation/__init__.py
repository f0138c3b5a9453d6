"""Code of the guards changed in one place at a time: a test has to fail, or the change has to be listed with a reason.

mutants      the changes: a statement left out, a comparison turned, a condition denied, a constant moved
trial        each of them in a copy of the tree, against the tests of its module
"""
