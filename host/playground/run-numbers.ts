// What runs are called: 1, 2, … in the life of the host. A recording of requests from outside is numbered when the run begins that
// ends it, before that run; when it goes on after all, it keeps its number for later.

export class RunNumbers {
  private last = 0;
  private reserved: number | null = null;

  next(): number {
    return ++this.last;
  }

  /** Sets a number aside for the recording of requests from outside. */
  reserve(): void {
    this.reserved ??= this.next();
  }

  /** The number that was set aside, or the next one. */
  takeReserved(): number {
    const number = this.reserved ?? this.next();
    this.reserved = null;
    return number;
  }
}
