import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Counts the rooms of a module: packages, the types in each, and the arrows between them. Run it with
 * {@code java .ci/Rooms.java runtime/src/main/java}. An arrow leads from a type to another one that it names, in an import or,
 * within its own package, without. An arrow between packages is counted once however many types make it.
 */
class Rooms {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+);");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.@\"])[A-Z]\\w*");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");

    private final Map<String, String> sources = new TreeMap<>();
    private final Map<String, Set<String>> types = new TreeMap<>();
    private final Map<String, Set<String>> arrows = new TreeMap<>();

    public static void main(String[] arguments) throws IOException {
        Rooms rooms = new Rooms();
        rooms.read(Path.of(arguments.length == 0 ? "runtime/src/main/java" : arguments[0]));
        rooms.print();
    }

    private void read(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                String source = Files.readString(file);
                Matcher declared = PACKAGE.matcher(source);
                if (!name.endsWith("-info") && declared.find()) {
                    types.computeIfAbsent(declared.group(1), it -> new TreeSet<>()).add(name);
                    sources.put(declared.group(1) + "." + name, source);
                }
            }
        }
        sources.forEach(this::follow);
    }

    private void follow(String type, String source) {
        String ownPackage = packageOf(type);
        Set<String> found = arrows.computeIfAbsent(type, it -> new TreeSet<>());
        for (Matcher it = IMPORT.matcher(source); it.find();) {
            for (String name = it.group(1); name.contains("."); name = packageOf(name)) {
                if (sources.containsKey(name)) {
                    found.add(name);
                    break;
                }
            }
        }
        String code = COMMENT.matcher(source).replaceAll("");
        for (Matcher it = NAME.matcher(code); it.find();) {
            String near = ownPackage + "." + it.group();
            if (sources.containsKey(near) && !near.equals(type)) {
                found.add(near);
            }
        }
    }

    private static String packageOf(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private void print() {
        Map<String, Set<String>> between = new TreeMap<>();
        types.keySet().forEach(it -> between.put(it, new TreeSet<>()));
        int all = 0;
        for (Map.Entry<String, Set<String>> each : arrows.entrySet()) {
            all += each.getValue().size();
            each.getValue().stream().map(Rooms::packageOf).filter(it -> !it.equals(packageOf(each.getKey())))
                    .forEach(between.get(packageOf(each.getKey()))::add);
        }
        Map<String, Integer> floors = new HashMap<>();
        List<String> cycles = new ArrayList<>();
        between.keySet().forEach(it -> floor(it, between, floors, new ArrayList<>(), cycles));
        List<String> order = new ArrayList<>(between.keySet());
        order.sort((a, b) -> floors.get(a).equals(floors.get(b)) ? a.compareTo(b) : floors.get(a) - floors.get(b));
        for (String room : order) {
            System.out.printf("%2d  %-55s %3d types  -> %s%n", floors.get(room), room, types.get(room).size(),
                    between.get(room).stream().map(it -> it.replaceAll(".*\\.", ".")).toList());
        }
        System.out.printf("%d types in %d packages on %d floors, the largest with %d; %d arrows between types, %d between packages,"
                + " %d cycles%n", sources.size(), between.size(), 1 + floors.values().stream().mapToInt(it -> it).max().orElse(0),
                types.values().stream().mapToInt(Set::size).max().orElse(0), all,
                between.values().stream().mapToInt(Set::size).sum(), cycles.size());
        cycles.forEach(it -> System.out.println("cycle: " + it));
    }

    private static int floor(String room, Map<String, Set<String>> between, Map<String, Integer> floors, List<String> way,
            List<String> cycles) {
        if (way.contains(room)) {
            cycles.add(String.join(" -> ", way.subList(way.indexOf(room), way.size())) + " -> " + room);
            return 0;
        }
        Integer known = floors.get(room);
        if (known != null) {
            return known;
        }
        way.add(room);
        int highest = -1;
        for (String below : between.get(room)) {
            highest = Math.max(highest, floor(below, between, floors, way, cycles));
        }
        way.remove(room);
        floors.put(room, highest + 1);
        return highest + 1;
    }
}
