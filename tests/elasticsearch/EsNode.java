import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * One Elasticsearch node for the tests.
 *
 * Arguments: the home folder (config/, modules/, plugins/), the file that receives the HTTP address once the node
 * listens, and any number of settings as name=value. SIGTERM closes the node.
 */
public final class EsNode {
    private EsNode() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toRealPath();
        Path addressFile = Path.of(arguments[1]);
        Environment environment = environment(home, settings(arguments));
        LogConfigurator.registerErrorListener();
        LogConfigurator.configure(environment, true);

        Node node = new Node(environment, loader(environment));
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node, closed), "close-node"));
        node.start();
        announce(node, addressFile);
        closed.await();
    }

    private static Map<String, String> settings(String[] arguments) {
        Map<String, String> found = new TreeMap<>();
        for (int i = 2; i < arguments.length; i++) {
            String[] pair = arguments[i].split("=", 2);
            found.put(pair[0], pair[1]);
        }
        return found;
    }

    private static Environment environment(Path home, Map<String, String> settings) {
        Settings base = Settings.builder().put("path.home", home).build();
        return InternalSettingsPreparer.prepareEnvironment(base, settings, home.resolve("config"), () -> "contract");
    }

    /** The modules of the home folder, loaded beside a server that itself is on the class path. */
    private static PluginsLoader loader(Environment environment) {
        boolean serverIsModule = false;
        return PluginsLoader.createPluginsLoader(
            PluginsLoader.loadModulesBundles(environment.modulesDir(), serverIsModule),
            PluginsLoader.loadPluginsBundles(environment.pluginsDir(), serverIsModule),
            Map.of(),
            serverIsModule
        );
    }

    /** Writes the address aside and renames it, so that a reader never sees half of it. */
    private static void announce(Node node, Path file) throws Exception {
        HttpServerTransport http = node.injector().getInstance(HttpServerTransport.class);
        String address = http.boundAddress().publishAddress().toString();
        Path aside = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(aside, "http://" + address);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void close(Node node, CountDownLatch closed) {
        try {
            node.close();
        } catch (Exception failure) {
            failure.printStackTrace();
        } finally {
            closed.countDown();
        }
    }
}
