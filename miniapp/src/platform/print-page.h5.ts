/** Prints the page; undefined where there is no printer to ask for. */
export const printPage: (() => void) | undefined = () => window.print()
