/** A new folder in `parent` for this process; what killed runs left there is removed. */
export function folderOfRun(parent: string): string
/** Gives this process and its children one folder for everything temporary, removed when the process ends. */
export function useRunFolder(): void
