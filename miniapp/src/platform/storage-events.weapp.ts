/** A mini-program has no second window. */
export function onStorageChange(_listener: () => void): void {}
