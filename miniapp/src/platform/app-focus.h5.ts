/** In a browser TanStack Query follows the page's visibility and the network by itself. */
export function followApp(): void {}
