// The queue of tasks that tinypool works from, first come first served, and a way to make tinypool start one thread at
// a time: it starts one by itself only for a task that must wait, or all that are missing at once, which holds the
// loop for a second when there are 64. Knows nothing of threads. The bound is the pool's (inference-pool.ts).

export class PoolQueue<Task extends { cancel(): void }> {
  private readonly tasks: Task[] = [];
  private pretending = false;

  get size(): number {
    return this.pretending ? 1 : this.tasks.length;
  }

  /** While `submit` runs, tinypool sees a queue with a task in it, and what it queues is given back at once. */
  pretendWaiting(submit: () => void): void {
    this.pretending = true;
    try {
      submit();
    } finally {
      this.pretending = false;
    }
  }

  push(task: Task): void {
    if (this.pretending) task.cancel();
    else this.tasks.push(task);
  }

  shift(): Task | null {
    return this.tasks.shift() ?? null;
  }

  remove(task: Task): void {
    const at = this.tasks.indexOf(task);
    if (at >= 0) this.tasks.splice(at, 1);
  }

  cancel(): void {
    for (const task of this.tasks.splice(0)) task.cancel();
  }
}
