package knet.threads.app;

/** What the HTTP-counting application counts. The labels are keys in reports. */
enum HttpCounter {
    STREAMS("httpStreams"),
    REQUESTS("requests"),
    GET("requestsGet"),
    HEAD("requestsHead"),
    POST("requestsPost"),
    PUT("requestsPut"),
    DELETE("requestsDelete"),
    CONNECT("requestsConnect"),
    OPTIONS("requestsOptions"),
    TRACE("requestsTrace"),
    PATCH("requestsPatch"),
    OTHER_METHOD("requestsOther"),
    RESPONSES("responses"),
    STATUS_1XX("responses1xx"),
    STATUS_2XX("responses2xx"),
    STATUS_3XX("responses3xx"),
    STATUS_4XX("responses4xx"),
    STATUS_5XX("responses5xx"),
    /** Bytes of message bodies. */
    BODY_BYTES("bodyBytes"),
    /** Lines that were no HTTP where HTTP was expected; the next start line goes on. */
    MALFORMED("malformed"),
    /** Streams that carry something else. */
    OTHER_STREAMS("otherStreams");

    private final String label;

    HttpCounter(final String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** The counter of a request method; null if the text is no method. */
    static HttpCounter ofMethod(final String method) {
        switch (method) {
            case "GET":
                return GET;
            case "HEAD":
                return HEAD;
            case "POST":
                return POST;
            case "PUT":
                return PUT;
            case "DELETE":
                return DELETE;
            case "CONNECT":
                return CONNECT;
            case "OPTIONS":
                return OPTIONS;
            case "TRACE":
                return TRACE;
            case "PATCH":
                return PATCH;
            default:
                return OTHER_METHOD;
        }
    }

    /** The counter of a status code, 100 to 599. */
    static HttpCounter ofStatus(final int status) {
        return values()[STATUS_1XX.ordinal() + status / 100 - 1];
    }
}
