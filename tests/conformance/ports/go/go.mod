module github.com/hyperparameter/hyperparameter/tests/conformance/ports/go

go 1.24
