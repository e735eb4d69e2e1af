"""The same tool on the Python SDK: over HTTP (stateless, plain JSON: its quickest) or standard streams."""

import socket
import sys
from typing import Annotated

import uvicorn
from mcp.server.mcpserver import MCPServer
from pydantic import Field

server = MCPServer("bench")


@server.tool()
def add(
    a: Annotated[int, Field(ge=0, le=1_000_000)],
    b: Annotated[int, Field(ge=0, le=1_000_000)],
    note: Annotated[str, Field(max_length=100)] = "",
) -> str:
    """Adds two numbers"""
    return f"sum: {a + b}"


if sys.argv[1] == "stdio":
    server.run(transport="stdio")
else:
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"http://127.0.0.1:{listener.getsockname()[1]}/mcp", flush=True)
    app = server.streamable_http_app(stateless_http=True, json_response=True)
    uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run([listener])
