package dev.proxmoxmcp.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxmoxmcp.simulator.http.Reaction.Reply;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Turns our reply into Netty's, with the status line as pveproxy writes it. */
final class ReplyText {
  static final String JSON = "application/json;charset=UTF-8";

  /** pveproxy packs what is longer, in bytes. */
  private static final int SHORT = 1024;

  private ReplyText() {}

  /**
   * @param last whether the connection ends with it
   * @param packed whether the client takes gzip
   * @param server what the host calls itself
   */
  static FullHttpResponse of(Reply wanted, boolean last, boolean packed, String server) {
    Reply reply = sendable(wanted);
    byte[] plain = reply.body().getBytes(UTF_8);
    boolean worthIt = packed && plain.length > SHORT;
    byte[] body = worthIt ? gzip(plain) : plain;
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status(reply), Unpooled.wrappedBuffer(body));
    fill(response.headers(), reply, body.length, server);
    if (worthIt) {
      response.headers().set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
    }
    response.headers().set(HttpHeaderNames.CONNECTION, last ? "close" : "Keep-Alive");
    return response;
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toByteArray();
  }

  /** The head alone, of an answer that promises {@code length} bytes. */
  static HttpResponse head(Reply reply, int length) {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(reply));
    fill(response.headers(), reply, length, WireLimits.PVEPROXY);
    response.headers().set(HttpHeaderNames.CONNECTION, "Keep-Alive");
    return response;
  }

  private static void fill(HttpHeaders headers, Reply reply, int length, String server) {
    headers.set(HttpHeaderNames.SERVER, server);
    headers.set(HttpHeaderNames.CACHE_CONTROL, "max-age=0");
    headers.set(HttpHeaderNames.PRAGMA, "no-cache");
    headers.set(HttpHeaderNames.CONTENT_LENGTH, length);
    if (!reply.contentType().isEmpty()) {
      headers.set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
    }
  }

  private static HttpResponseStatus status(Reply reply) {
    return new HttpResponseStatus(reply.status(), reply.reason());
  }

  /**
   * What really leaves: the first line of the reason; a carriage return in it spoils the whole
   * answer, and so does a character outside Latin-1 (the daemon dies, the proxy says so).
   */
  private static Reply sendable(Reply reply) {
    String firstLine = reply.reason().lines().findFirst().orElse("");
    if (beforeLineFeed(reply.reason()).indexOf('\r') >= 0) {
      return Reply.of(400, "Bad Request", "", "");
    }
    if (firstLine.chars().anyMatch(character -> character > 0xFF)) {
      return Reply.of(596, "Broken pipe", "", "");
    }
    return new Reply(reply.status(), firstLine, reply.contentType(), reply.body(), reply.delay());
  }

  private static String beforeLineFeed(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
