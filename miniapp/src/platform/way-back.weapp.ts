/** WeChat's tabs have no history. */
export function keepWayBack(_next: string): void {}
