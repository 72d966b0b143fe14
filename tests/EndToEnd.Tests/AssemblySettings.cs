// One mesh at a time: each is a dozen processes, and the edge counts what this machine sends.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
