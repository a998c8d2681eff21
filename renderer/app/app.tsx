// The window as a whole.
export function App() {
  return <main>Loopscope</main>;
}
