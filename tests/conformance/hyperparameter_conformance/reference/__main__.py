from hyperparameter_conformance.reference.adapter import main

main()
