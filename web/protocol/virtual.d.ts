/** Both descriptions of the protocol, read when the pages are built. */
declare module 'virtual:protocol' {
  const protocol: import('./model.ts').Protocol;
  export default protocol;
}
