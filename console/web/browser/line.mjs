import { createServer, connect } from 'node:net'

/** The network between a browser and the hub: a port of its own that passes everything on until it is cut. */
export class Line {
  #whole = true
  #sockets = new Set()
  #server

  static async to(address) {
    const line = new Line()
    const { hostname, port } = new URL(address)
    line.#server = createServer(near => line.#join(near, connect(Number(port), hostname)))
    await new Promise(ready => line.#server.listen(0, '127.0.0.1', ready))
    return line
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`
  }

  /** Ends every connection, and every new one at once. */
  cut() {
    this.#whole = false
    for (const socket of this.#sockets) socket.destroy()
  }

  mend() {
    this.#whole = true
  }

  close() {
    this.cut()
    this.#server.close()
  }

  #join(near, far) {
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      this.#sockets.add(one)
      one.on('close', () => {
        this.#sockets.delete(one)
        other.destroy()
      })
      // A socket that is destroyed complains; its close says all there is to say.
      one.on('error', () => {})
    }
    if (!this.#whole) return void near.destroy()
    near.pipe(far)
    far.pipe(near)
  }
}
