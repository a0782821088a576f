package hyperparameter_test

import (
	"context"
	"errors"
	"fmt"

	hp "github.com/hyperparameter/hyperparameter/tests/conformance/ports/go"
)

// train reads its parameters where it needs them, with defaults.
func train(ctx context.Context) (string, error) {
	lr, err := hp.Get(ctx, "train.lr", 1e-3)
	if err != nil {
		return "", err
	}
	layers, err := hp.Get(ctx, "train.layers", []int{64})
	if err != nil {
		return "", err
	}
	return fmt.Sprint("lr ", lr, ", layers ", layers), nil
}

func Example() {
	ctx, leave, err := hp.Enter(context.Background(),
		hp.Map{"train": map[string]any{"lr": 5e-4}},
		hp.Definition("train.layers=[64, 32]"), // as the command line gives it
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer leave()

	fmt.Println(train(ctx))
	fmt.Println(train(context.Background()))
	// Output:
	// lr 0.0005, layers [64 32] <nil>
	// lr 0.001, layers [64] <nil>
}

func ExampleGet() {
	ctx, leave, _ := hp.Enter(context.Background(), hp.Definition("train.lr=fast"))
	defer leave()

	_, err := hp.Get(ctx, "train.lr", 1e-3)

	fmt.Println(errors.Is(err, hp.ErrConversion))
	fmt.Println(err)
	// Output:
	// true
	// cannot read train.lr as float64: "fast" (from "train.lr=fast", item 1); expected a float, an int that a float can represent exactly, or a string such as 5e-4
}

func ExampleTask() {
	ctx, leave, _ := hp.Enter(context.Background(), hp.Map{"seed": 1})
	defer leave()

	seeds := make(chan int)
	go func(ctx context.Context) {
		seed, _ := hp.Get(ctx, "seed", 0)
		seeds <- seed
	}(hp.Task(ctx))
	_ = hp.Assign(ctx, "seed", 2) // the task does not see it, however the two race

	fmt.Println(<-seeds)
	fmt.Println(hp.Get(ctx, "seed", 0))
	// Output:
	// 1
	// 2 <nil>
}
