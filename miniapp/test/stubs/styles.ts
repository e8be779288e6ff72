/** Stylesheets say nothing in unit tests. */
export default {}
